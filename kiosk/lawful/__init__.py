"""What may be shown: pure rules with their citations, used by central and again by the agent."""
