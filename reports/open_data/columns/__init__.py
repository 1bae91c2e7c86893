"""What is told of each thing, column by column. A column that stands in no list here is handed to nobody."""
