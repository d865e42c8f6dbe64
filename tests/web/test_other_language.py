"""A page that answers a form goes into the other language with everything that was typed."""

import pytest

OTHER = {"pl": "en", "en": "pl"}


def press_other_language(visitor):
    """Press the button that shows the page that is open in the other language."""
    (form,) = [element for element in visitor.page.all("form") if list(leads_elsewhere(element))]
    (button,) = leads_elsewhere(form)
    shown = visitor.page.forms()[visitor.page.all("form").index(form)]
    assert button.get("lang") == OTHER[visitor.language]
    return visitor.post(button.get("formaction"), shown.values)


def leads_elsewhere(form):
    return (one for one in form.iter("button") if one.get("lang"))


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("jobs", {"employer": "Example Ltd", "accounts": "7"}),
        ("check", {"ad": "Key Account Manager\n\nSzukamy osoby do pracy z klientami."}),
        ("interview", {"minutes": "95"}),
        ("role/contrast", {}),
    ],
)
def test_what_was_typed_goes_along_into_the_other_language(anyone, address, typed):
    anyone.open(address)
    assert not any(list(leads_elsewhere(element)) for element in anyone.page.all("form"))
    form = anyone.page.forms()[0]
    ticked = {name: values[-1] for name, values in form.options.items()}
    anyone.post(form.action.partition("#")[0], form.values | ticked | typed)

    page = press_other_language(anyone)

    assert page.language == OTHER[anyone.language]
    kept = page.forms()[0].values
    assert {name: kept[name].strip() for name in ticked | typed} == ticked | typed


def test_a_form_with_faults_tells_them_in_the_other_language_too(anyone):
    anyone.open("jobs")
    anyone.send(status=422, **{"pay-min": "9", "pay-max": "8"})

    with pytest.raises(AssertionError, match="422"):
        press_other_language(anyone)

    assert anyone.page.language == OTHER[anyone.language]
    assert anyone.page.summary()


def test_the_enter_key_in_the_guide_refreshes_it(anyone):
    anyone.open("interview")

    first = next(one for one in anyone.page.all("form")[0].iter("button"))

    assert (first.get("name"), first.get("formaction")) == ("do", None)
