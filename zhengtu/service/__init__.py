"""What the command line and the browser front end call; both only parse, call and show."""
