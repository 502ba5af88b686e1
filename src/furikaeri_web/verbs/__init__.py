"""Commands that the web application adds to `furikaeri`: one file a verb."""
