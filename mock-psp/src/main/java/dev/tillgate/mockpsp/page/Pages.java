package dev.tillgate.mockpsp.page;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Origin;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * Shows pages for people. Templates escape by the place they write to; no page needs JavaScript,
 * and none may run any but our own file.
 */
public final class Pages {
  /**
   * No {@code form-action}: browsers apply it to the redirects after a post as well, and those lead
   * to the shop.
   */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
          + " img-src http: https:; base-uri 'none'; frame-ancestors 'none'";

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

  /** A page that only says something. */
  public record Message(String title, String text) {}

  /** Answers with a template filled in; {@code view} is its one parameter. */
  public void show(Context http, int status, String template, Object view) {
    StringOutput html = new StringOutput();
    templates.render(template + ".jte", view, html);
    // Not no-referrer: browsers would then hide the origin of a form, which SameOrigin looks at.
    http.header("Referrer-Policy", "same-origin");
    http.header("Content-Security-Policy", POLICY);
    http.header("X-Content-Type-Options", "nosniff");
    http.header("Cache-Control", "no-store");
    http.status(status).contentType("text/html;charset=utf-8").result(html.toString());
  }

  /** A page that only says something. */
  public void say(Context http, int status, String title, String text) {
    show(http, status, "message", new Message(title, text));
  }

  /** A page to look at; a refusal is a page as well. */
  public Handler page(Handler action) {
    return http -> {
      try {
        action.handle(http);
      } catch (ApiError refusal) {
        say(http, refusal.status(), titleOf(refusal), String.valueOf(refusal.getMessage()));
      }
    };
  }

  /** What a form of a page posts to; refused when another site sends it. */
  public Handler form(Handler action) {
    return page(http -> {
      SameOrigin.check(http);
      action.handle(http);
    });
  }

  /** Whether the caller would rather read a page than JSON. */
  public static boolean isWanted(Context http) {
    String accepted = http.header("Accept");
    return accepted != null && accepted.contains("text/html");
  }

  /** What a page does, no request of the API did; links lead to where the browser came from. */
  public static Origin originOf(Context http) {
    return new Origin(null, null, http.scheme() + "://" + http.host());
  }

  private static String titleOf(ApiError refusal) {
    return switch (refusal.status()) {
      case 404 -> "Not found";
      case 403 -> "Not allowed";
      default -> "Not possible";
    };
  }
}
