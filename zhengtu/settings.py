"""What a user may set: arguments come before ``ZHENGTU_*`` variables before ``zhengtu.toml``.

``docs/settings.md`` is generated from here (``zhengtu.setting_reference``).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.error import ZhengtuError
from corpus.limits import Limits

if TYPE_CHECKING:
    from kg.endpoint.address import Endpoint
    from qa.retrieval.milvus.address import Address

_CREDENTIALS = ("graph_user", "graph_password", "index_token")
"""What is read from the environment only: files are copied, backed up and shown."""

FILE = "zhengtu.toml"
"""The file in the current folder, unless ``FILE_VARIABLE`` names another."""

FILE_VARIABLE = "ZHENGTU_CONFIG"

LOCAL = "local"
"""The scheduler that is this process, with a pool of others."""


class SettingsError(ZhengtuError):
    """A setting has a value that cannot be used."""


class Settings(BaseSettings):
    """Frozen; made once at the entrance and handed on, never read from a global."""

    # Unknown names are refused: a slip in the file would else silently leave a limit unset.
    model_config = SettingsConfigDict(env_prefix="ZHENGTU_", frozen=True, extra="forbid")

    store: Path = Field(default=Path("zhengtu-store"), description="The store directory.")
    graph_url: str | None = Field(
        default=None,
        description="Query address of a SPARQL 1.1 endpoint that holds the graph; unset: the graph "
        "is in the store directory.",
    )
    graph_update_url: str | None = Field(
        default=None,
        description="Its update address; unset: what follows from the query address.",
    )
    graph_store_url: str | None = Field(
        default=None,
        description="Its Graph Store Protocol address, to read whole graphs without a row limit.",
    )
    graph_user: str | None = Field(
        default=None, description="Who we are there; only in the environment."
    )
    graph_password: SecretStr | None = Field(
        default=None, description="The password there; only in the environment."
    )
    graph_seconds: float = Field(default=60.0, gt=0, description="A request there takes at most.")
    index_url: str | None = Field(
        default=None,
        min_length=1,
        description="Address of a Milvus that holds the text index and the vectors; unset: they "
        "are in the store directory.",
    )
    index_token: SecretStr | None = Field(
        default=None, description="`user:password` or key there; only in the environment."
    )
    index_seconds: float = Field(default=60.0, gt=0, description="A request there takes at most.")
    embedding_model: str | None = Field(
        default=None,
        description="Makes the vector index: zhengtu (ships), or one of sentence-transformers.",
    )
    rerank_documents: int = Field(
        default=20,
        ge=0,
        le=100,
        description="Documents of a search that are put in a learned order; 0: none.",
    )
    vector_exact: int = Field(
        default=300_000,
        ge=1,
        description="Passages up to which a search compares the question's vector with every "
        "passage's; beyond, it looks into the nearest clusters.",
    )
    workers: int | None = Field(
        default=None,
        ge=1,
        le=256,
        description="Processes of a build; unset: one per free core, at most 8.",
    )
    scheduler: str = Field(
        default=LOCAL,
        min_length=1,
        description="Who extracts in a build: `local` (processes here), the address of a Dask "
        "scheduler (`tcp://host:8786`), or `dask` (a cluster of its own on this machine).",
    )
    sparql_seconds: float = Field(
        default=30.0, gt=0, description="A SPARQL query is stopped after this."
    )
    sparql_rows: int = Field(default=100_000, ge=1, description="Rows of a SPARQL result.")
    sparql_bytes: int = Field(
        default=256 << 20, ge=1024, description="Bytes of a SPARQL result as text."
    )
    sparql_processes: int = Field(
        default=2, ge=1, le=64, description="Processes of `zhengtu serve` that run queries."
    )
    sparql_concurrency: int = Field(
        default=16, ge=1, description="Queries running or waiting before `zhengtu serve` says 429."
    )
    max_file_mb: int = Field(default=200, ge=1, description="Megabytes of an input file.")
    max_unpacked_mb: int = Field(
        default=1000, ge=1, description="Megabytes that a zip, DOCX, XLSX or OFD may unpack to."
    )
    max_ratio: int = Field(
        default=200, ge=2, description="Unpacked bytes for a packed one, from 10 MB on."
    )
    max_pages: int = Field(default=1000, ge=1, description="Pages of a PDF or OFD.")
    max_characters: int = Field(default=10_000_000, ge=1, description="Characters of one document.")
    reader_seconds: int = Field(
        default=120, ge=1, description="Seconds for reading one PDF, Office, OFD or web file."
    )
    reader_memory_mb: int = Field(
        default=2000, ge=256, description="Megabytes of memory of the process that reads them."
    )
    recogniser: bool = Field(
        default=True,
        description="Use the trained recogniser of bodies, organisations, programmes, indicators; "
        "off, the rules are alone.",
    )
    ocr: bool = Field(
        default=False, description="Recognise PDFs without a text layer with `tesseract`."
    )
    language_model_url: str | None = Field(
        default=None,
        description="Base address of an OpenAI-compatible chat API; unset: no language model.",
    )
    language_model: str = Field(default="default", description="The model's name there.")
    language_model_key: SecretStr | None = Field(default=None, description="Its bearer token.")
    language_model_seconds: float = Field(
        default=10.0, gt=0, description="A reply that takes longer is not used."
    )
    serve_origins: str = Field(
        default="*",
        description="Web origins that may read `zhengtu serve` from a browser, comma-separated; "
        "`*` is all of them.",
    )
    write_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="A secret that whoever writes over the network must show. Unset: "
        "`zhengtu serve` refuses every write, and the page lets all its visitors write.",
    )
    log_format: Literal["json", "text"] = Field(
        default="json", description="How `zhengtu serve` writes its log: JSON lines, or text."
    )

    @property
    def endpoint(self) -> Endpoint | None:
        """The endpoint that holds the graph, None if it is in the store directory."""
        from kg.endpoint.address import Endpoint

        if self.graph_url is None:
            return None
        password = self.graph_password
        return Endpoint.of(
            self.graph_url,
            self.graph_update_url,
            self.graph_store_url,
            user=self.graph_user,
            password=None if password is None else password.get_secret_value(),
            seconds=self.graph_seconds,
        )

    @property
    def index(self) -> Address | None:
        """Where Milvus is that holds the indexes, None if they are in the store directory."""
        from qa.retrieval.milvus.address import Address

        if self.index_url is None:
            return None
        token = self.index_token
        return Address(
            self.index_url,
            None if token is None else token.get_secret_value(),
            self.index_seconds,
        )

    @property
    def limits(self) -> Limits:
        """What an input may cost at most."""
        return Limits(
            file_mb=self.max_file_mb,
            unpacked_mb=self.max_unpacked_mb,
            ratio=self.max_ratio,
            pages=self.max_pages,
            characters=self.max_characters,
            seconds=self.reader_seconds,
            memory_mb=self.reader_memory_mb,
            ocr=self.ocr,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the arguments first, then the environment, then the file."""
        del dotenv_settings, file_secret_settings
        file = TomlConfigSettingsSource(settings_cls, _file())
        for name in _CREDENTIALS:
            if name in file.toml_data:
                variable = f"ZHENGTU_{name.upper()}"
                raise SettingsError(f"{_file()} 里的 {name} 只能放在环境变量 {variable} 里。")
        return init_settings, env_settings, file

    def environment(self) -> dict[str, str]:
        """Return the settings as variables, secrets in the clear, for a process of our own."""
        given = self.model_dump(exclude_none=True)
        given["store"] = self.store.absolute()
        if os.environ.get(FILE_VARIABLE):
            given["config"] = _file().absolute()
        return {
            f"ZHENGTU_{name.upper()}": str(
                value.get_secret_value() if isinstance(value, SecretStr) else value
            )
            for name, value in given.items()
        }


def _file() -> Path:
    """Return the file of settings: one that is named must be there, the usual one need not."""
    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise SettingsError(f"{FILE_VARIABLE} 指定的文件 {named} 不存在：请改正路径。")
    return Path(named or FILE)


def load_settings(
    store: Path | None = None, workers: int | None = None, scheduler: str | None = None
) -> Settings:
    """Return the settings, those given before all others.

    Raises:
        SettingsError: A value cannot be used, a name is unknown, or the file is not TOML.
    """
    given: dict[str, Any] = {"store": store, "workers": workers, "scheduler": scheduler}
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "；".join(f"{'.'.join(map(str, e['loc']))}: {_said(e)}" for e in error.errors())
        raise SettingsError(
            f"设置有误（{wrong}）：请检查命令行、ZHENGTU_* 环境变量或 zhengtu.toml。"
        ) from error
    except ValueError as error:
        raise SettingsError(f"{_file()} 不是有效的 TOML（{error}）：请改正或删除它。") from error


def _said(error: Any) -> str:  # noqa: ANN401 - pydantic's own record
    unknown = error["type"] == "extra_forbidden"
    return "没有这个设置，见 docs/settings.md" if unknown else str(error["msg"])
