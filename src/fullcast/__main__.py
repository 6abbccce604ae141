"""`python -m fullcast` is `fullcast`."""

from fullcast.cli import main

if __name__ == "__main__":
    main()
