"""What bin/bench forward is made of: the load client, the servers, and the machine between them."""
