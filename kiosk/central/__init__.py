"""The reference central platform (optional extra ``central``)."""
