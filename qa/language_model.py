"""An optional language model at any address that speaks the OpenAI chat protocol.

Off unless an address is set. What it says is never an answer: ``qa.assisted`` uses it for wording
only, and holds every word against the question or the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_REPLY = 800
"""Characters of a reply that are looked at; a longer one is not used."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A chat model behind ``POST {address}/chat/completions``.

    Args:
        address: The base address, such as ``http://127.0.0.1:8080/v1``.
        model: The model's name there.
        key: The bearer token, None where none is needed.
        seconds: How long a reply may take; a later one is not waited for.
    """

    address: str
    model: str
    key: str | None = None
    seconds: float = 10.0

    def reply(self, instruction: str, text: str) -> str | None:
        """Return the model's reply to a text; None for any failure, a late or an overlong reply."""
        import httpx

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": text},
            ],
        }
        url = f"{self.address.rstrip('/')}/chat/completions"
        try:
            response = httpx.post(url, json=body, headers=headers, timeout=self.seconds)
            response.raise_for_status()
            said = _content(response.json())
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return None
        return said if said and len(said) <= LONGEST_REPLY else None


def _content(reply: object) -> str | None:
    """Return the text of a chat completion, None where it has another form."""
    choices = reply.get("choices") if isinstance(reply, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    return content.strip() if isinstance(content, str) else None
