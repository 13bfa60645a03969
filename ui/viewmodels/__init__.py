"""One view model per screen; QML holds no rule, these hold no pixel."""
