"""The cluster that all tests of Spark share, and a session on it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from pyspark.sql import SparkSession

from stratagem.book.spark.session import session
from tests.book.spark.cluster import SETTINGS, Cluster, running


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of settings as somebody who owns a cluster has it."""
    folder = tmp_path_factory.mktemp("conf")
    (folder / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in SETTINGS.items()))
    with patch.dict(os.environ, {"SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}):
        yield folder


@pytest.fixture(scope="session")
def spark(cluster: Cluster, settings: Path) -> Iterator[SparkSession]:
    assert settings.is_dir(), "the session reads them"
    with session(cluster.address) as spark:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may stop them
        yield spark
