"""Parts of pages alone, made by the service's own renderer."""

from typing import Any

from api.web.render import Renderer
from tests.kg.ask.test_describe import CONTRACT


def rendered(file: str, name: str, *values: Any) -> str:
    """What a macro of a template makes of values."""
    given = {f"value_{place}": value for place, value in enumerate(values)}
    call = f"{{% from '{file}' import {name} %}}{{{{ {name}({', '.join(given)}) }}}}"
    templates = Renderer("0" * 64, CONTRACT)._templates
    return templates.from_string(call).render(given)
