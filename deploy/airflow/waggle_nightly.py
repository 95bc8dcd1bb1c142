"""Post-trains a model every night, by spark-submit.

Copy it into Airflow's folder of DAGs. It needs the provider apache-airflow-providers-apache-spark 5 or newer, and:
- a connection `spark_waggle` of type Spark (host yarn or k8s://https://…; deploy mode cluster), and spark-submit of Spark 4.1 on the workers;
- the variable `waggle`: {"jar": "hdfs:///apps/waggle/waggle.jar", "natives": "hdfs:///apps/waggle/pytorch-native-cpu.jar",
  "recipe": "hdfs:///apps/waggle/recipe.yaml", "runs": "hdfs:///runs/nightly"}; all of them on paths that the cluster sees.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="waggle_nightly",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # A run folder has one driver at a time; a second one would be refused with exit code 5.
    max_active_runs=1,
    tags=["waggle"],
) as dag:
    SparkSubmitOperator(
        task_id="train",
        conn_id="spark_waggle",
        name="waggle nightly {{ ds }}",
        java_class="org.waggle.driver.cli.Main",
        application="{{ var.json.waggle.jar }}",
        jars="{{ var.json.waggle.natives }}",
        # One folder a night; tried again, the task goes on where its first try stopped.
        application_args=[
            "train",
            "{{ var.json.waggle.recipe }}",
            "--run={{ var.json.waggle.runs }}/{{ ds }}",
            "--resume=auto",
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
        # SIGTERM reaches the driver, which saves a checkpoint.
        execution_timeout=timedelta(hours=6),
    )
