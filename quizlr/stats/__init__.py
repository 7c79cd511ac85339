"""The mirror: what the log says about a learner's memory, work and slips.

Pure functions: columns of the log and schedules go in, figures and charts come out. A panel is the
figures of one question with their charts, in words too; `panels/` has one file for each.
"""
