"""How the web server reads and answers: no thread waits for a client, and nobody keeps a connection for nothing."""
