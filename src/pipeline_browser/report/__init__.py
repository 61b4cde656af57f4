"""The dashboard of metrics as a document: charts as SVG, one HTML file, sheets to be painted; no Qt."""
