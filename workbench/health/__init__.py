"""Liveness, readiness and metrics, for load balancers, Prometheus and the console's status page."""
