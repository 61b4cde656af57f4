"""Every tile and every series of the dashboard: from filtered runs to frozen results with units."""
