"""Small widgets that several views share: each paints one thing and knows no state of the application."""
