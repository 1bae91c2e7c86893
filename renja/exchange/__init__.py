"""The plan as workbooks, both ways: lines and typed tables handed out, read again, compared, written all or not at all."""
