"""The assessment of article versions, stage by stage: due work, leases and retries."""
