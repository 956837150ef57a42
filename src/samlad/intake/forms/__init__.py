"""The form that is issued to each committee: what it asks, what it shows beside, and how it is written.

`intake.form` and `intake.form_writer` make the bare form that training data are written in; here it is
made hard to fill in wrongly.
"""
