"""What a plan still lacks: small rules in one registry, asked before it is frozen and before it is exported.

Nothing here forbids anything: a draft may have gaps, and whoever freezes one with gaps says why.
"""
