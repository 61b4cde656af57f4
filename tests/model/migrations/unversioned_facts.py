"""What the real database without a ledger lacks of the bundled migration's schema."""

LACKING = {
    "pipeline_configuration lacks column archived",
    "pipeline_configuration lacks column created_at",
    "pipeline_configuration lacks column updated_at",
    "pipeline_stages lacks column archived",
    "stage_parameters lacks column archived",
    "stage_parameters lacks column created_at",
    "stage_parameters lacks column updated_at",
    "pipeline_configuration.pipeline_id: ON DELETE NO ACTION instead of CASCADE",
    "pipeline_stages.pipeline_id: ON DELETE NO ACTION instead of CASCADE",
    "stage_parameters.stage_id: ON DELETE NO ACTION instead of CASCADE",
    "processing_metrics.pipeline_id: ON DELETE NO ACTION instead of CASCADE",
}
