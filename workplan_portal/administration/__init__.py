"""The pages with which the administrator keeps people and organisations and reads the trail; everybody's own account.

A floor of its own: these pages stand on the interface, and the interface's menu stands on people and organisations.
"""
