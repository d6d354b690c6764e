"""One file a criterion; a new one is found by walking this folder."""
