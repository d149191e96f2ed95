"""``python -m zhengtu``: the same as the ``zhengtu`` command."""

from zhengtu.cli import main

if __name__ == "__main__":
    main()
