"""The rules of the quiz: no Flask, SQL, files, clock or chance in here."""
