"""What the tests of the line let gunicorn serve: an answer that tells method, path and body, and whom the request came for."""


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    told = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {body!r} for={environ.get('HTTP_X_FORWARDED_FOR', '-')}"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
    return [told.encode()]
