"""What we print: tables, pictures, objects for scripts."""
