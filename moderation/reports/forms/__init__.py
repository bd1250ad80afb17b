"""The forms a report comes in: page, PDF, workbook, CSV, JSON, each made of the one document."""
