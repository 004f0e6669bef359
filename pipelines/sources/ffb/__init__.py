"""KL's FFB Reporting 1.0.0: what its profiles ask of a delivery report, and how it is judged.

`profiles` declares every rule once, on top of the R4 structure in `r4`.
`structs` makes fast decoders of the declaration, which accept; `walk` goes
through a report element by element by the same declaration, which explains.
"""
