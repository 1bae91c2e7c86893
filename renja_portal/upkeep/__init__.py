"""Looking after the installation: the record, the work behind the pages, the letters that leave."""
