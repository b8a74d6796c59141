# Writes values.csv: special functions at arguments that are exact doubles, 20 digits (mpmath 1.3, 50 digits and more).
from mpmath import *
import random
mp.dps=50
random.seed(1)
rows=[]
def R(x): return float(x)
def out(name,args,f,dps=50):
    try:
        mp.dps=dps
        v=f(*[mpf(a) for a in args])
        if isinstance(v,mpc): v=v.real
        if not isfinite(v) or v==0 or abs(v)>mpf('1e308') or abs(v)<mpf('1e-300'): return
        rows.append((name,[repr(a) for a in args],nstr(v,20)))
    except Exception as e: print(name,args,e)
def logu(a,b): return R(exp(random.uniform(float(log(a)),float(log(b)))))
U=random.uniform
xs=[logu(1e-8,0.5) for _ in range(15)]+[U(0.5,3) for _ in range(30)]+[1+U(-1,1)*1e-6,2+U(-1,1)*1e-6,1.4616,3.0]+[U(3,30) for _ in range(15)]+[logu(30,170) for _ in range(15)]
neg=[-U(0.01,20) for _ in range(25)]
for x in xs+neg: out('gamma',[x],gamma); out('rgamma',[x],rgamma)
for x in xs+[logu(170,1e15) for _ in range(15)]: out('gammaln',[x],loggamma)
for x in neg: out('gammaln_negative',[x],lambda z: log(abs(gamma(z))))
for x in xs+[logu(30,1e10) for _ in range(10)]: out('digamma',[x],digamma)
for x in neg: out('digamma_negative',[x],digamma)
for n in (1,2,3,5,10):
    for x in random.sample(xs,20)+neg[:8]: out('polygamma',[n,x],lambda n,x: polygamma(int(n),x))
for _ in range(60):
    s=1+logu(1e-4,60); q=logu(1e-3,100); out('zeta',[s,q],lambda s,q: zeta(s,q))
for _ in range(20):
    s=1+logu(1e-2,10); q=logu(1e-2,50); out('zeta_by_s',[s,q],lambda s,q: zeta(s,q,1)); out('zeta_by_s2',[s,q],lambda s,q: diff(lambda t: zeta(t,q),s,2))
for _ in range(100):
    a=logu(1e-3,1e6); b=logu(1e-3,1e6); out('betaln',[a,b],lambda a,b: loggamma(a)+loggamma(b)-loggamma(a+b))
    a=logu(1e-3,200); b=logu(1e-3,200); out('beta',[a,b],beta)
es=[U(-6,6) for _ in range(60)]+[logu(1e-10,0.5) for _ in range(10)]+[U(0.5,1) for _ in range(10)]
tails=[U(5,26) for _ in range(25)]
for x in es+tails:
    out('erf',[x],erf); out('erfc',[x],erfc); out('erfcx',[x],lambda x: exp(x*x)*erfc(x),1000)
    out('normal_hazard',[x],lambda x: exp(-x*x/2)/sqrt(2*pi)/(erfc(-x/sqrt(mpf(2)))/2))
    out('ndtr',[-x*1.4],lambda x: erfc(-x/sqrt(mpf(2)))/2); out('log_ndtr',[-x*3],lambda x: log(erfc(-x/sqrt(mpf(2)))/2),400)
    out('log_ndtr',[x],lambda x: log1p(-erfc(x/sqrt(mpf(2)))/2),400)
    out('normal_hazard',[-x*3],lambda x: exp(-x*x/2)/sqrt(2*pi)/(erfc(-x/sqrt(mpf(2)))/2))
def invc(q):
    x0=findroot(lambda x: log(erfc(x))-log(q), mpf(ErfGuess(q)))
    return x0
def ErfGuess(q):
    q=mpf(q)
    if q>1: return -ErfGuess(2-q)
    if q>0.3: return erfinv(1-q)
    return sqrt(max(mpf('0.1'),-log(q)-log(-log(q)*pi)/2)) if q<0.3 else erfinv(1-q)
for p in [U(-1,1) for _ in range(40)]+[logu(1e-12,.5) for _ in range(10)]+[1-logu(1e-15,.1) for _ in range(10)]: out('erfinv',[p],lambda p: findroot(lambda x: erf(x)-p, erfinv(p)))
for q in [U(0,2) for _ in range(20)]+[logu(1e-300,.5) for _ in range(30)]:
    out('erfcinv',[q],invc); 
    if q<1: out('ndtri',[q],lambda p: -sqrt(mpf(2))*invc(2*p))
for n in (0,1,2,5,20,60):
    for x in [logu(1e-4,1) for _ in range(5)]+[U(1,30) for _ in range(15)]+[logu(25,1e6) for _ in range(10)]:
        out('jn',[n,x],lambda n,x: besselj(n,x)); out('yn',[n,x],lambda n,x: bessely(n,x))
for v in (0,1,2,0.5,-0.4,-1.7,3.3,10,60):
    for x in [logu(1e-4,1) for _ in range(5)]+[U(1,40) for _ in range(12)]+[logu(25,700) for _ in range(8)]:
        out('iv',[v,x],lambda v,x: besseli(v,x)); out('ive',[v,x],lambda v,x: besseli(v,x)*exp(-x)); 
        if v>=0: out('kv',[v,x],lambda v,x: besselk(v,x)); out('kve',[v,x],lambda v,x: besselk(v,x)*exp(x))
def P(a,x): return gammainc(a,0,x,regularized=True)
def Q(a,x): return gammainc(a,x,regularized=True)
for _ in range(120):
    a=logu(1e-2,300); x=a*logu(0.05,8); out('gammainc',[a,x],P); out('gammaincc',[a,x],Q)
for _ in range(20):
    a=logu(300,1e5); x=a+U(-4,4)*a**.5; out('gammainc',[a,x],P); out('gammaincc',[a,x],Q)
for _ in range(25):
    a=logu(5e-2,30); x=a*logu(0.1,4); out('gammainc_by_a',[a,x],lambda a,x: diff(lambda t: P(t,x),a)); out('gammainc_by_a2',[a,x],lambda a,x: diff(lambda t: P(t,x),a,2))
def I(a,b,x): return betainc(a,b,0,x,regularized=True)
for _ in range(120):
    a=logu(5e-2,200); b=logu(5e-2,200); x=R(min(max(random.betavariate(a,b)*logu(.3,1),1e-12),.999)); out('betainc',[a,b,x],I)
for _ in range(20):
    a=logu(1e-1,20); b=logu(1e-1,20); x=R(min(max(random.betavariate(a,b),1e-6),.999))
    out('betainc_by_a',[a,b,x],lambda a,b,x: diff(lambda t: I(t,b,x),a)); out('betainc_by_b2',[a,b,x],lambda a,b,x: diff(lambda t: I(a,t,x),b,2)); out('betainc_by_ab',[a,b,x],lambda a,b,x: diff(lambda t,u: I(t,u,x),(a,b),(1,1)))
for _ in range(20):
    p=U(0,1); out('logit',[p],lambda p: log(p/(1-p)))
for _ in range(40):
    x=U(-30,30); out('dawsn',[x],lambda x: sqrt(pi)/2*exp(-x*x)*erfi(x)); out('expi',[x],lambda x: ei(x)); out('expi',[x*5],lambda x: ei(x))
    v=logu(.5,200); t=U(-6,6); out('stdtr',[v,t],lambda v,t: (betainc(v/2,mpf(1)/2,0,v/(v+t*t),regularized=True)/2 if t<0 else 1-betainc(v/2,mpf(1)/2,0,v/(v+t*t),regularized=True)/2))
with open('values.csv', 'w') as f:
    for n,a,v in rows: f.write(n+','+','.join(a)+','+v+'\n')
