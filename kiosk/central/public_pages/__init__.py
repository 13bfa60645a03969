"""Public pages of one job, policy or activity: what a resident takes along from a screen.

One document each, without script, cookie or anything fetched from elsewhere. The routes decide
what is answered; here is only how it reads.
"""
