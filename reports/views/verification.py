"""Is this document genuine? For anybody who holds one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from reports.forms.verification import CodeForm, CompareForm
from reports.verification import compare, find_by_code


def verify_home(request: HttpRequest) -> HttpResponse:
    """By the code on the document, or with the file itself."""
    if "kode" in request.GET:
        codes = CodeForm(request.GET)
        if codes.is_valid():
            return redirect("reports:verify", codes.cleaned_data["kode"])
        return render(
            request, "reports/verification/home.html", {"form": codes, "codes": codes, "files": CompareForm()}
        )
    if request.method == "POST":
        return _compared(request, "reports/verification/home.html", {"codes": CodeForm()})
    return render(request, "reports/verification/home.html", {"codes": CodeForm(), "files": CompareForm()})


def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the document with this code; a file can be compared with it."""
    proof = find_by_code(code)
    context = {"code": code, "proof": proof}
    if request.method == "POST":
        return _compared(request, "reports/verification/code.html", context)
    status = 200 if proof else 404
    response = render(
        request, "reports/verification/code.html", context | {"files": CompareForm()}, status=status
    )
    add_never_cache_headers(response)
    return response


def _compared(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """The file is read here and forgotten with the request."""
    form = CompareForm(request.POST, request.FILES)
    result = None
    if form.is_valid():
        result = compare(form.cleaned_data["file"].read(), at=timezone.now())
    return render(request, template, context | {"form": form, "files": form, "result": result})
