import javax.script.ScriptEngine;
import javax.servlet.http.HttpServletRequest;
import org.springframework.expression.spel.standard.SpelExpressionParser;

class Scripts {
    void hits(HttpServletRequest request, ScriptEngine engine) throws Exception {
        String code = request.getParameter("code");
        // ruleid: java-code-injection
        engine.eval(code);
        // ruleid: java-code-injection
        new SpelExpressionParser().parseExpression(code);
    }

    void misses(HttpServletRequest request, ScriptEngine engine) throws Exception {
        // ok: java-code-injection
        engine.eval("1 + 1");
    }
}
