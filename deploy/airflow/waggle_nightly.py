"""Post-trains a model every night on what came since, by spark-submit.

Copy it into Airflow's folder of DAGs. It needs the provider apache-airflow-providers-apache-spark 5 or newer, and:
- a connection `spark_waggle` of type Spark (host yarn or k8s://https://…; deploy mode client), and spark-submit of Spark 4.1 on the workers;
- the variable `waggle`: {"jar": "hdfs:///apps/waggle/waggle.jar", "natives": "hdfs:///apps/waggle/pytorch-native-cpu.jar",
  "recipe": "hdfs:///apps/waggle/nightly.yaml", "series": "hdfs:///series/nightly"}; all of them on paths that the cluster sees.
"""

import re
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.standard.operators.python import ShortCircuitOperator

NO_BETTER, NOTHING_TO_DO = 10, 99
SOMEBODY_MUST_CHANGE_SOMETHING = (2, 3)


class ScheduledRun(SparkSubmitOperator):
    """Returns `better` or `no-better`, is skipped where there is nothing to do, and isn't tried again where that can't help."""

    def execute(self, context):
        try:
            super().execute(context)
            return "better"
        except AirflowException as failure:
            # The last number is the driver's own where the message has two.
            codes = [int(code) for code in re.findall(r"code is: (\d+)", str(failure))]
            code = codes[-1] if codes else None
            if code == NOTHING_TO_DO:
                raise AirflowSkipException("nothing to do") from None
            if code == NO_BETTER:
                return "no-better"
            if code in SOMEBODY_MUST_CHANGE_SOMETHING:
                raise AirflowFailException(str(failure)) from failure
            raise


with DAG(
    dag_id="waggle_nightly",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # A series has one driver at a time; a second one would be refused with exit code 5.
    max_active_runs=1,
    tags=["waggle"],
) as dag:
    train = ScheduledRun(
        task_id="train",
        conn_id="spark_waggle",
        name="waggle nightly {{ ds }}",
        java_class="org.waggle.driver.cli.Main",
        application="{{ var.json.waggle.jar }}",
        jars="{{ var.json.waggle.natives }}",
        # Tried again, the same command goes on where its first try stopped.
        application_args=[
            "scheduled",
            "{{ var.json.waggle.recipe }}",
            "--series={{ var.json.waggle.series }}",
        ],
        num_executors=4,
        executor_cores=2,
        driver_memory="2g",
        executor_memory="4g",
        conf={
            "spark.executor.memoryOverhead": "4g",
            "spark.authenticate": "true",
            "spark.network.crypto.enabled": "true",
            "spark.network.crypto.authEngineVersion": "2",
            "spark.network.crypto.saslFallback": "false",
            "spark.io.encryption.enabled": "true",
            # Airflow tries again; YARN trying too would be a second driver.
            "spark.yarn.maxAppAttempts": "1",
        },
        retries=3,
        retry_delay=timedelta(minutes=2),
        # Ends the driver at once; the next try goes on from the last checkpoint that was due.
        execution_timeout=timedelta(hours=6),
    )

    # What hands the promoted model on follows this one.
    is_better = ShortCircuitOperator(
        task_id="is_better",
        python_callable=lambda verdict: verdict == "better",
        op_args=[train.output],
    )
