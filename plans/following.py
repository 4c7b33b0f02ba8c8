"""What plans do with the frames they rest on: their authors hear of a new edition, its keeper sees where it is used."""

from priorities.followers import Follower, follow

from .notifications import new_edition
from .presenters.frame_use import use_of_frame

follow(Follower(hears=new_edition, shows=use_of_frame))
