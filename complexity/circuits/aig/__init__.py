"""And-inverter graphs: the graph, its simulation, cuts, depths, bases and live wires."""
