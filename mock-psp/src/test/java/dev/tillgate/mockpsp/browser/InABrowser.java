package dev.tillgate.mockpsp.browser;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link Browser} of the whole run, as it was when it started. */
final class InABrowser implements ExecutionCondition, ParameterResolver, BeforeEachCallback {
  private static final Namespace OURS = Namespace.create(InABrowser.class);

  /** Without Chromium nothing is run; on CI it is a failure to have none. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Browser.isHere() || System.getenv("CI") != null
        ? ConditionEvaluationResult.enabled("there is a browser, or there has to be one")
        : ConditionEvaluationResult.disabled(
            "no Chromium: apt-get install chromium chromium-driver");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    browser(context).fresh();
  }

  private static Browser browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent("browser", key -> Browser.start(), Browser.class);
  }
}
