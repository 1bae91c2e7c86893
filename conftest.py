pytest_plugins = ["tests.fixtures.roles"]
