"""The screen: what a person sees and touches. No network, no printer, no long work."""
