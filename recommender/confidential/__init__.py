"""A short list that names its project by a codename and tells no figure of the investor.

The order, the points and how sure they are come from the exact project. Everything else that is
said is said a second and a third time of a project at the low and at the high end of its ranges:
what all three say alike stands, what they do not is left out. So a sentence that holds a figure of
the investor, in whatever unit or sum, cannot stand, and neither can one that is written tomorrow.
"""
