"""Compiles the catalogs while the package is built; everything else stands in setup.cfg."""

from setuptools import setup
from setuptools.command.build import build


class BuildWithCatalogs(build):
    """Build, the catalogs first, so that they are packed too."""

    sub_commands = [("compile_catalog", None), *build.sub_commands]


setup(cmdclass={"build": BuildWithCatalogs})
