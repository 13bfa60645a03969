"""The terminal without its screen: records, agent, and the reference central platform."""
