"""Tests of rewordings as rows."""
