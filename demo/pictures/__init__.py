"""Pictures that the demo draws by itself: no photograph of anybody, no emblem of any city."""

from demo.pictures.brush import Brush
from demo.pictures.scenes import SCENES


def draw_scene(name: str) -> bytes:
    """A JPEG of this scene, the same each time."""
    brush = Brush(name)
    SCENES[name](brush)
    return brush.jpeg()
