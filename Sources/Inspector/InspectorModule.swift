public enum InspectorModule {}
