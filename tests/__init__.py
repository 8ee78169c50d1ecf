"""The tests of Handful; the folders mirror app/handful."""
