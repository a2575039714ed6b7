"""What happens when Peony itself makes a mistake: it is logged, said and can be reported; work goes on."""
