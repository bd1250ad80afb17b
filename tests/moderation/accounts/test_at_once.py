"""Two uses of one code at the same moment: one gets in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from moderation.accounts import second_factor
from tests.makers import person
from tests.moderation.accounts.codes import code_of
from tests.moderation.accounts.test_second_factor import device_of, enrol

AT_ONCE = 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["one-time code", "recovery code"])
def test_of_several_uses_of_one_code_at_once_one_is_right(kind):
    user = person("moderator")
    codes = enrol(user)
    code = codes[0] if kind == "recovery code" else code_of(device_of(user))
    together = Barrier(AT_ONCE)

    def use(_: int) -> bool:
        try:
            together.wait(30)
            second_factor.prove(User.objects.get(pk=user.pk), code, "sign_in")
        except second_factor.WrongCode:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(use, range(AT_ONCE))) == 1
