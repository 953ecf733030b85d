"""A live deal: one account whose facts change while it is open, with new advice after every change."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from stratagem.account import Account
from stratagem.advice import Advice


class Deal:
    """One account under way. Every update is validated as a whole; a refused one leaves the deal as it was.

    A deal holds no matcher state between decisions: durable_rules keeps half a megabyte for each open session, and its
    retraction is not safe, so each decision asserts the facts anew and then deletes them.
    """

    def __init__(
        self,
        account: Account,
        read: Callable[[Mapping[str, object]], Account],
        decide: Callable[[Account], Advice],
    ) -> None:
        """`Advisor.open` makes deals: `read` validates an account, `decide` advises on it."""
        self._account = account
        self._read = read
        self._decide = decide
        self._advice: Advice | None = None
        self._closed = False

    @property
    def account(self) -> Account:
        """What is known now."""
        return self._account

    @property
    def advice(self) -> Advice:
        """The advice on what is known now."""
        self._demand_open()
        if self._advice is None:
            self._advice = self._decide(self._account)
        return self._advice

    def update(self, facts: Mapping[str, object] | None = None, /, **named: object) -> Advice:
        """Change facts, by id or label, and get new advice; None makes a fact unknown again.

        `stakeholders` replaces the whole list. Raises `AccountError` and changes nothing when a value is refused.
        """
        self._demand_open()
        new = self._read({**dict(facts or {}), **named})
        self._account = self._account.model_copy(update={name: getattr(new, name) for name in new.model_fields_set})
        self._advice = None
        return self.advice

    def close(self) -> None:
        """End the deal; asking it for advice afterwards raises `ValueError`."""
        self._closed = True

    def __enter__(self) -> Self:
        """The deal itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the deal."""
        self.close()

    def _demand_open(self) -> None:
        if self._closed:
            raise ValueError("this deal is closed; open it again with Advisor.open")
