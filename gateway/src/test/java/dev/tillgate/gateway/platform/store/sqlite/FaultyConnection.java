package dev.tillgate.gateway.platform.store.sqlite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A real connection on which a statement of the test's choice fails, once, as SQLite would. */
final class FaultyConnection implements InvocationHandler {
  private final Connection real;
  private final Queue<Fault> faults = new ArrayDeque<>();

  private record Fault(String statement, SQLiteErrorCode code, boolean afterDoingIt) {}

  FaultyConnection(Handle real) {
    this.real = real.getConnection();
  }

  Handle open() {
    Connection proxy =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    return Jdbi.create(() -> proxy).open();
  }

  /** The next statement of this text fails and does nothing. */
  FaultyConnection failAt(String statement, SQLiteErrorCode code) {
    faults.add(new Fault(statement, code, false));
    return this;
  }

  /** The next statement of this text does its work and reports a failure all the same. */
  FaultyConnection failAfter(String statement, SQLiteErrorCode code) {
    faults.add(new Fault(statement, code, true));
    return this;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Fault fault = faults.peek();
    if (fault != null && arguments != null && fault.statement.equals(arguments[0])) {
      faults.remove();
      if (fault.afterDoingIt) {
        real.createStatement().execute(fault.statement);
      }
      throw new SQLiteException("injected at " + fault.statement, fault.code);
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
